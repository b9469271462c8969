//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/cosigner.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cosigner_list.g.dart';

/// CosignerList
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class CosignerList implements Built<CosignerList, CosignerListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<Cosigner> get results;

  CosignerList._();

  factory CosignerList([void updates(CosignerListBuilder b)]) = _$CosignerList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CosignerListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CosignerList> get serializer => _$CosignerListSerializer();
}

class _$CosignerListSerializer implements PrimitiveSerializer<CosignerList> {
  @override
  final Iterable<Type> types = const [CosignerList, _$CosignerList];

  @override
  final String wireName = r'CosignerList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CosignerList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(Cosigner)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    CosignerList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CosignerListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Cosigner)]),
          ) as BuiltList<Cosigner>;
          result.results.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CosignerList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CosignerListBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


