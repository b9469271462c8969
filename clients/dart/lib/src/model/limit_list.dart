//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/limit.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'limit_list.g.dart';

/// LimitList
///
/// Properties:
/// * [kycTier]
/// * [loweredUntil] - Until then lower limits hold.
/// * [results]
@BuiltValue()
abstract class LimitList implements Built<LimitList, LimitListBuilder> {
  @BuiltValueField(wireName: r'kyc_tier')
  String get kycTier;

  /// Until then lower limits hold.
  @BuiltValueField(wireName: r'lowered_until')
  DateTime? get loweredUntil;

  @BuiltValueField(wireName: r'results')
  BuiltList<Limit> get results;

  LimitList._();

  factory LimitList([void updates(LimitListBuilder b)]) = _$LimitList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(LimitListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<LimitList> get serializer => _$LimitListSerializer();
}

class _$LimitListSerializer implements PrimitiveSerializer<LimitList> {
  @override
  final Iterable<Type> types = const [LimitList, _$LimitList];

  @override
  final String wireName = r'LimitList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    LimitList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'kyc_tier';
    yield serializers.serialize(
      object.kycTier,
      specifiedType: const FullType(String),
    );
    yield r'lowered_until';
    yield object.loweredUntil == null ? null : serializers.serialize(
      object.loweredUntil,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(Limit)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    LimitList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required LimitListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'kyc_tier':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.kycTier = valueDes;
          break;
        case r'lowered_until':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.loweredUntil = valueDes;
          break;
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Limit)]),
          ) as BuiltList<Limit>;
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
  LimitList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = LimitListBuilder();
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


