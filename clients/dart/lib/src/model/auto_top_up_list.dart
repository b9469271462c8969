//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/auto_top_up.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_top_up_list.g.dart';

/// AutoTopUpList
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class AutoTopUpList implements Built<AutoTopUpList, AutoTopUpListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<AutoTopUp> get results;

  AutoTopUpList._();

  factory AutoTopUpList([void updates(AutoTopUpListBuilder b)]) = _$AutoTopUpList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AutoTopUpListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AutoTopUpList> get serializer => _$AutoTopUpListSerializer();
}

class _$AutoTopUpListSerializer implements PrimitiveSerializer<AutoTopUpList> {
  @override
  final Iterable<Type> types = const [AutoTopUpList, _$AutoTopUpList];

  @override
  final String wireName = r'AutoTopUpList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AutoTopUpList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(AutoTopUp)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AutoTopUpList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AutoTopUpListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(AutoTopUp)]),
          ) as BuiltList<AutoTopUp>;
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
  AutoTopUpList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AutoTopUpListBuilder();
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


