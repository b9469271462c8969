//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/move_cash_direction_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'move_cash_request.g.dart';

/// Cash that no customer brings or fetches: change, the safe, the bank.
///
/// Properties:
/// * [direction]
/// * [amount]
/// * [reason]
@BuiltValue()
abstract class MoveCashRequest implements Built<MoveCashRequest, MoveCashRequestBuilder> {
  @BuiltValueField(wireName: r'direction')
  MoveCashDirectionEnum get direction;
  // enum directionEnum {  IN,  OUT,  };

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'reason')
  String get reason;

  MoveCashRequest._();

  factory MoveCashRequest([void updates(MoveCashRequestBuilder b)]) = _$MoveCashRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(MoveCashRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<MoveCashRequest> get serializer => _$MoveCashRequestSerializer();
}

class _$MoveCashRequestSerializer implements PrimitiveSerializer<MoveCashRequest> {
  @override
  final Iterable<Type> types = const [MoveCashRequest, _$MoveCashRequest];

  @override
  final String wireName = r'MoveCashRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    MoveCashRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'direction';
    yield serializers.serialize(
      object.direction,
      specifiedType: const FullType(MoveCashDirectionEnum),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    MoveCashRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required MoveCashRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'direction':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(MoveCashDirectionEnum),
          ) as MoveCashDirectionEnum;
          result.direction = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reason = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  MoveCashRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = MoveCashRequestBuilder();
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


