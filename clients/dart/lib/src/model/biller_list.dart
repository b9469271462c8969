//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/biller.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'biller_list.g.dart';

/// BillerList
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class BillerList implements Built<BillerList, BillerListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<Biller> get results;

  BillerList._();

  factory BillerList([void updates(BillerListBuilder b)]) = _$BillerList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(BillerListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<BillerList> get serializer => _$BillerListSerializer();
}

class _$BillerListSerializer implements PrimitiveSerializer<BillerList> {
  @override
  final Iterable<Type> types = const [BillerList, _$BillerList];

  @override
  final String wireName = r'BillerList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    BillerList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(Biller)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    BillerList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required BillerListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Biller)]),
          ) as BuiltList<Biller>;
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
  BillerList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = BillerListBuilder();
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


